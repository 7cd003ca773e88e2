import { describe, expect, it } from 'vitest';
import { parseUrl } from './url.ts';

const plain = { host: 'db', port: 3306, database: 'shop', tlsMode: 'PREFERRED' };
const urlOf = (text: string, more?: Record<string, string>) => parseUrl(text, more);
const problemsOf = (text: string) => {
  const parsed = parseUrl(text);
  return 'problems' in parsed ? parsed.problems : [];
};

describe('addresses', () => {
  it.each([
    ['jdbc:mysql://db:3307/shop', { ...plain, port: 3307 }],
    ['jdbc:mariadb://db/shop', plain],
    ['mysql://db/shop', plain],
    ['MariaDB://db:/shop?', plain],
    ['jdbc:mysql:///shop', { ...plain, host: 'localhost' }],
    ['jdbc:mysql://db', { host: 'db', port: 3306, tlsMode: 'PREFERRED' }],
    ['jdbc:mysql://[::1]:3307/shop', { ...plain, host: '::1', port: 3307 }],
    ['mysql://db/my%20shop', { ...plain, database: 'my shop' }],
    ['mysql://me:p%40ss%2Fw@db/shop', { ...plain, user: 'me', password: 'p@ss/w' }],
    ['mysql://me:a:b@c@db/shop', { ...plain, user: 'me', password: 'a:b@c' }],
    ['jdbc:mysql://db/shop?user=me&password=se=cr', { ...plain, user: 'me', password: 'se=cr' }],
    ['jdbc:mysql://db/shop?user=me&password=50%off', { ...plain, user: 'me', password: '50%off' }],
    ['jdbc:mysql://db/shop?localSocket=/run/my.sock', { ...plain, socketPath: '/run/my.sock' }],
    ['jdbc:mysql://db/shop?localSocket=', plain],
    ['jdbc:mysql://db/shop?connectTimeout=2500', { ...plain, timeout: 2500 }],
    ['jdbc:mysql://db/shop?connectTimeout=0', plain],
    ["jdbc:mysql://db/shop?sessionVariables=a=1,@b='x'", { ...plain, sessionVariables: "a=1,@b='x'" }],
  ])('%s', (text, url) => {
    expect(urlOf(text)).toEqual({ url, warnings: [] });
  });

  it('takes parameters from jdbcProperties, but those of the URL first', () => {
    expect(urlOf('jdbc:mysql://db/shop?user=me', { user: 'other', connectTimeout: '1' })).toMatchObject({
      url: { user: 'me', timeout: 1 },
    });
  });
});

describe('TLS parameters of both drivers', () => {
  it.each([
    ['mysql', '', 'PREFERRED'],
    ['mysql', 'sslMode=', 'PREFERRED'],
    ['mysql', 'sslMode=DISABLED', 'DISABLED'],
    ['mysql', 'sslmode=verify_identity', 'VERIFY_IDENTITY'],
    ['mysql', 'useSSL=false', 'DISABLED'],
    ['mysql', 'useSSL=true', 'REQUIRED'],
    ['mysql', 'useSSL=true&requireSSL=true&verifyServerCertificate=false', 'REQUIRED'],
    ['mysql', 'requireSSL=true', 'REQUIRED'],
    ['mysql', 'useSSL=true&verifyServerCertificate=true', 'VERIFY_CA'],
    ['mysql', 'sslMode=VERIFY_CA&useSSL=false', 'VERIFY_CA'],
    ['mariadb', '', 'PREFERRED'],
    ['mariadb', 'useSsl=true', 'VERIFY_IDENTITY'],
    ['mariadb', 'useSsl=true&disableSslHostnameVerification=true', 'VERIFY_CA'],
    ['mariadb', 'useSsl=true&trustServerCertificate=true', 'REQUIRED'],
    ['mariadb', 'sslMode=disable', 'DISABLED'],
    ['mariadb', 'sslMode=trust', 'REQUIRED'],
    ['mariadb', 'sslMode=verify-ca', 'VERIFY_CA'],
    ['mariadb', 'sslMode=verify-full', 'VERIFY_IDENTITY'],
  ])('jdbc:%s with "%s" is %s', (scheme, query, tlsMode) => {
    expect(urlOf(`jdbc:${scheme}://db/shop?${query}`)).toEqual({ url: { ...plain, tlsMode }, warnings: [] });
  });

  it.each([
    ['serverSslCert=/etc/ca.pem', { file: '/etc/ca.pem' }],
    ['sslCa=ca.pem', { file: 'ca.pem' }],
    ['serverSslCert=file:///etc/ca.pem', { file: '/etc/ca.pem' }],
    ['serverSslCert=-----BEGIN%20CERTIFICATE-----x', { pem: '-----BEGIN CERTIFICATE-----x' }],
  ])('%s names the authority and makes the certificate count', (query, certificateAuthority) => {
    expect(urlOf(`mysql://db/shop?${query}`)).toEqual({
      url: { ...plain, tlsMode: 'VERIFY_CA', certificateAuthority },
      warnings: [],
    });
  });

  it('warns about a Java key store', () => {
    expect(urlOf('mysql://db/shop?trustCertificateKeyStoreUrl=file:x.jks')).toMatchObject({
      warnings: [expect.stringContaining('Java key store')],
    });
  });
});

describe('parameters without effect', () => {
  it('passes over those of the drivers', () => {
    const query =
      'allowPublicKeyRetrieval=true&serverTimezone=UTC&useUnicode=true&rewriteBatchedStatements=true';
    expect(urlOf(`jdbc:mysql://db/shop?${query}`)).toEqual({ url: plain, warnings: [] });
  });

  it('warns about unknown ones by name', () => {
    expect(urlOf('mysql://db/shop?usessl=false&frobnicate=1')).toMatchObject({
      warnings: ['the URL parameter frobnicate is unknown and has no effect'],
    });
  });

  it('does not name what may be the rest of a password', () => {
    const parsed = urlOf('mysql://db/shop?user=me&password=ab&topsecret');
    expect(JSON.stringify(parsed)).not.toContain('topsecret');
    expect(parsed).toMatchObject({ warnings: [expect.stringContaining('%26')] });
  });
});

describe('bad URLs', () => {
  it.each([
    ['jdbc:postgresql://h/d', '"postgresql" is not supported: only MySQL and MariaDB are'],
    ['jdbc:sqlite:file.db', '"sqlite" is not supported'],
    ['jdbc:oracle:thin:@h:1521:x', '"oracle" is not supported'],
    ['https://db/shop', '"https" is not supported'],
    ['localhost:3306/shop', 'not a database URL (value hidden, 19 characters)'],
    ['jdbc:mysql:db/shop', 'not a database URL'],
    ['mysql://a,b:3307/shop', 'several hosts are not supported: name one'],
    ['jdbc:mysql:replication://a,b/shop', 'the mode "replication" is not supported: name one host'],
    ['jdbc:mysql://address=(host=db)(port=1)/shop', 'the form address=(host=…) is not supported'],
    ['mysql://db:x/shop', 'the port must be a number from 1 to 65535'],
    ['mysql://db:70000/shop', 'the port must be a number from 1 to 65535'],
    ['mysql://::1/shop', 'host and port cannot be read'],
    ['mysql://db/shop?sslMode=maybe', 'the URL parameter sslMode must be DISABLED, PREFERRED'],
    ['mysql://db/shop?useSSL=yes', 'the URL parameter useSSL must be true or false'],
    [
      'mysql://db/shop?connectTimeout=soon',
      'the URL parameter connectTimeout must be a number of milliseconds',
    ],
    ['mysql://db/shop?serverSslCert=classpath:ca.pem', "cannot be read from Java's class path"],
  ])('%s: %s', (text, expected) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(expected)]);
  });

  it('reports all problems of a URL', () => {
    expect(problemsOf('mysql://db:x/shop?useSSL=yes&connectTimeout=soon')).toHaveLength(3);
  });

  it.each([
    'mysql://me:s3cret/x@db/shop',
    'mysql://me:s3cret@db:port/shop',
    'jdbc:mysq://me:s3cret@db/shop',
    'me:s3cret@db/shop',
    'jdbc:s3cret',
    's3cret:x:y',
    's3cret',
    'mysql://db/shop?password=s3cret&useSSL=s3cret&sslMode=s3cret',
    'mysql://[s3cret/shop',
  ])('%s is refused without its password', (text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join()).not.toContain('s3cret');
  });
});
