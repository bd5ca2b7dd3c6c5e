import { expect, test } from 'vitest';
import { stepEnvironment } from './environment.ts';

const host = {
  HOME: '/root',
  DBT_TARGET: 'prod',
  XDG_CONFIG_HOME: '/x',
  PATH: '/secret/bin',
  HTTPS_PROXY: 'http://proxy.example',
  SSL_CERT_FILE: '',
};

test('nothing of the host comes through but the way to the network', () => {
  const made = stepEnvironment({ home: '/h', temp: '/t', env: {} }, host);
  expect(made).toMatchObject({ HOME: '/h', TMPDIR: '/t', HTTPS_PROXY: 'http://proxy.example', TZ: 'UTC' });
  expect(made.PATH).not.toContain('secret');
  for (const name of ['DBT_TARGET', 'XDG_CONFIG_HOME', 'SSL_CERT_FILE'])
    expect(made).not.toHaveProperty(name);
});

test('what the case sets wins', () => {
  expect(stepEnvironment({ home: '/h', temp: '/t', env: { TZ: 'Asia/Tokyo', A: '1' } }, host)).toMatchObject({
    TZ: 'Asia/Tokyo',
    A: '1',
  });
});
