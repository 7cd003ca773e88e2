import { describe, expect, it } from 'vitest';
import { advice } from './advice.ts';

describe('advice', () => {
  it.each([
    ['linux', 'ID=debian\n', 'mariadb', 'sudo apt-get install mariadb-server-core'],
    ['linux', 'ID=ubuntu\nID_LIKE=debian\n', 'mysql', 'sudo apt-get install mysql-server-core'],
    ['linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'mariadb', 'sudo dnf install mariadb-server'],
    ['linux', 'ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', 'mariadb', 'sudo zypper install mariadb'],
    ['linux', 'ID=alpine\n', 'mariadb', 'sudo apk add mariadb'],
    ['linux', '', 'mysql', 'docker run -d -p 127.0.0.1:3306:3306 -e MYSQL_ROOT_PASSWORD=… mysql:9'],
    ['darwin', '', 'mariadb', 'brew install mariadb'],
    ['win32', '', 'mariadb', 'winget install MariaDB.Server'],
  ] as const)('on %s with %j a user who wants %s is told: %s', (platform, release, kind, command) => {
    const lines = advice({ kind, platform, release, fetch: 'when-needed', tried: ['x: no network'] }).split(
      '\n',
    );
    expect(lines[1]).toBe('  tried: x: no network');
    expect(lines[3]).toBe(`  ${command}`);
  });
});
