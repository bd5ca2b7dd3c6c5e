import { finds } from '../../../fixtures/facets/finds.ts';

finds('http', [
  ['server silent', { http: {} }, ['http answer-missing http://127.0.0.1:1/']],
  [
    'other answer',
    { http: { 'http://127.0.0.1:1/': { status: 404, type: 'text/html', body: '' } } },
    ['http answer-changed http://127.0.0.1:1/ status', 'http answer-changed http://127.0.0.1:1/ body'],
  ],
]);
