import { manifest, ran } from '../../../fixtures/facets/evidence.ts';
import { finds } from '../../../fixtures/facets/finds.ts';

finds('artifacts', [
  ['artifact key', manifest({ version: 12 }), ['artifacts key-missing project/target/manifest.json#/nodes']],
  [
    'artifact key more',
    manifest({ nodes: {}, version: 12, more: null }),
    ['artifacts key-added project/target/manifest.json#/more'],
  ],
  [
    'null for a map',
    manifest({ nodes: null, version: 12 }),
    ['artifacts type-changed project/target/manifest.json#/nodes'],
  ],
  [
    'another version',
    manifest({ nodes: {}, version: 11 }),
    ['artifacts value-changed project/target/manifest.json#/version'],
  ],
  [
    'node that fails',
    { artifacts: { 'project/target/run_results.json': ran('error', 'no schema') } },
    [
      'artifacts node-failed project/target/run_results.json#/results/model.shop.a/status',
      'artifacts value-changed project/target/run_results.json#/results/model.shop.a/message',
    ],
  ],
  [
    'artifact invalid',
    {
      artifacts: {
        'project/target/manifest.json': { content: { nodes: {}, version: 12 }, invalid: ['/nodes must …'] },
      },
    },
    ['artifacts artifact-invalid project/target/manifest.json'],
  ],
  [
    'artifact unreadable',
    { artifacts: { 'project/target/manifest.json': { content: null, invalid: ['not JSON'] } } },
    ['artifacts artifact-unreadable project/target/manifest.json'],
  ],
]);
