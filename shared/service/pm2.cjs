// Plain JavaScript, because pm2 reads its configuration before anything is built.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { parseEnv } = require('node:util');

const second = 1000;

/**
 * The pm2 settings of one service, for an ecosystem.config.js.
 *
 * Cluster mode, also with one instance, because pm2 then starts the new process on the same port before it stops the
 * old one: `pm2 reload` drops no request. `PM2_INSTANCES` (default 1, or `max`) starts more.
 *
 * The service reads its own `.env`. pm2 keeps the environment of its caller on disk (`pm2 save`) and shows it
 * (`pm2 env`), so secrets in that environment are left out, and named on standard error.
 *
 * @param {string} directory absolute path of the service's folder
 */
function pm2Settings(directory) {
  const { name } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  removeSecrets(process.env);
  const longest = (variable, fallback) => longestDuration(directory, variable) ?? fallback;
  return {
    name,
    cwd: directory,
    script: 'dist/index.js',
    exec_mode: 'cluster',
    instances: instances(process.env.PM2_INSTANCES),
    wait_ready: true,
    // Longer than the service itself waits for its database, and for its last requests.
    listen_timeout: longest('DB_START_DEADLINE', 60 * second) + 10 * second,
    kill_timeout: longest('STOP_DEADLINE', 10 * second) + 5 * second,
    shutdown_with_message: process.platform === 'win32',
    // What a restart does not mend: `refused` in src/exit-codes.ts. Else ten quick ends in a row are enough.
    stop_exit_codes: [1],
    min_uptime: 5 * second,
    max_restarts: 10,
    max_memory_restart: '400M',
    merge_logs: true,
    // Neither pm2's own metrics inside of the service nor a look at git at every start.
    pmx: false,
    vizion: false,
  };
}

/** pm2 7.0.4 hangs when it is told anything else. */
function instances(text = '1') {
  if (/^([1-9]\d?|max)$/.test(text)) return text;
  throw new Error(`PM2_INSTANCES is '${text}'; expected a number from 1 to 99, or max.`);
}

/** The longest that the environment or any `.env` file of the service names: pm2 must not be done before the service. */
function longestDuration(directory, variable) {
  const files = readdirSync(directory).filter((name) => /^\.env(\.|$)/.test(name));
  const settings = files.map((name) => parseEnv(readFileSync(path.join(directory, name), 'utf8')));
  const durations = [process.env, ...settings].map((each) => milliseconds(each[variable]));
  const known = durations.filter((duration) => duration !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** A duration as @nilecare/config-validator reads it (`500ms`, `30s`, `5m`, `1h`); the service itself refuses others. */
function milliseconds(text) {
  const [, number, unit] = /^(\d+)(ms|s|m|h)$/.exec(text ?? '') ?? [];
  return number && Number(number) * { ms: 1, s: second, m: 60 * second, h: 3600 * second }[unit];
}

/** A command may hold one, too; the name of a file or of a place in a store does not. */
const isSecret = (name) =>
  /PASSWORD|PASSWD|SECRET|TOKEN|_KEY$|^DATABASE_URL$/i.test(name) && !/_(FILE|SOURCE)$/i.test(name);

/**
 * Takes secrets out of the environment of the pm2 command that reads the configuration: what it starts or reloads gets
 * all of that environment. (`filter_env` of pm2 7.0.4 works for `start` only.)
 */
function removeSecrets(environment) {
  const secrets = Object.keys(environment).filter(isSecret);
  for (const name of secrets) delete environment[name];
  if (secrets.length > 0)
    console.error(`Not handed to pm2, which would keep them on disk: ${secrets.join(', ')}.`);
}

module.exports = { pm2Settings };
