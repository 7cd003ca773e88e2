import { describe, expect, it } from 'vitest';
import { parseUrl } from '../config/url.ts';
import { jdbcUrl } from './jdbc-url.ts';

function forFlyway(url: string): string {
  const parsed = parseUrl(url);
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const { tlsMode: mode, socketPath } = parsed.url;
  return jdbcUrl({ url, tls: { mode }, ...(socketPath === undefined ? {} : { socketPath }) });
}

describe('the URL for Flyway', () => {
  it.each([
    ['jdbc:mysql://db:3306/shop', 'jdbc:mysql://db:3306/shop?allowPublicKeyRetrieval=true'],
    ['mysql://db/shop', 'jdbc:mysql://db/shop?allowPublicKeyRetrieval=true'],
    ['JDBC:MariaDB://db/shop', 'jdbc:mariadb://db/shop?allowPublicKeyRetrieval=true'],
    ['mysql://me:se@cret@db/shop', 'jdbc:mysql://db/shop?allowPublicKeyRetrieval=true'],
    [
      'jdbc:mysql://db/shop?user=me&Password=x&connectTimeout=5',
      'jdbc:mysql://db/shop?connectTimeout=5&allowPublicKeyRetrieval=true',
    ],
    [
      'jdbc:mysql://db/shop?allowPublicKeyRetrieval=false',
      'jdbc:mysql://db/shop?allowPublicKeyRetrieval=false',
    ],
    [
      'jdbc:mysql://db/shop?sslMode=REQUIRED',
      'jdbc:mysql://db/shop?sslMode=REQUIRED&useSSL=true&trustServerCertificate=true',
    ],
    [
      'jdbc:mysql://db/shop?sslMode=VERIFY_CA',
      'jdbc:mysql://db/shop?sslMode=VERIFY_CA&useSSL=true&disableSslHostnameVerification=true',
    ],
    [
      'jdbc:mysql://db/shop?sslMode=VERIFY_IDENTITY&useSSL=true&trustServerCertificate=false&serverSslCert=ca.pem',
      'jdbc:mysql://db/shop?sslMode=VERIFY_IDENTITY&useSSL=true&trustServerCertificate=false&serverSslCert=ca.pem',
    ],
    [
      'mysql://localhost/shop?socket=/run/my.sock',
      'jdbc:mysql://localhost/shop?socket=/run/my.sock&allowPublicKeyRetrieval=true&localSocket=%2Frun%2Fmy.sock',
    ],
  ])('%s becomes %s', (url, expected) => {
    expect(forFlyway(url)).toBe(expected);
  });
});
