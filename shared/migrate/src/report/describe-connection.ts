import type { ConnectionError, LostWork } from '../errors.ts';
import { these } from './describe-unfinished.ts';

/** One line for the cause, one for what to try. */
export function describeConnection(error: ConnectionError): string {
  const { address, user, database, fault, during } = error;
  const words = `${fault.errno === undefined ? '' : `${fault.errno} `}${fault.message}`;
  if (during)
    return `Lost the connection to ${address} ${describeWork(during)}: ${words}\n${describeLoss(during)}`;
  return `Unable to connect to ${address} as ${user}: ${words}\n${remedy(fault.errno, fault.systemCode, database)}`;
}

function describeWork(during: LostWork): string {
  if (during.kind === 'query') return `when it was to ${during.purpose}`;
  const { migration, statement, total } = during;
  return `while ${migration.script} was running, line ${statement.line}, statement ${statement.number} of ${total}`;
}

/** The server may have finished the statement without being able to say so. */
function describeLoss(during: LostWork): string {
  if (during.kind === 'query') return 'Whether that took effect is unknown: look at info before you go on.';
  const { migration, statement, committed } = during;
  if ('event' in migration) return 'Whether that statement took effect is unknown: look before you go on.';
  const before = statement.number - 1;
  return [
    'Whether that statement took effect is unknown.',
    ...(committed > 0 ? [`${sentence(1, committed)} committed.`] : []),
    ...(committed < before
      ? [`${sentence(committed + 1, before)} rolled back, unless that statement committed.`]
      : []),
    `Go on with: nilecare-migrate ${migration.category === 'Undo' ? 'resume' : 'migrate'}. It finds out what became of that statement, and goes on behind what is committed.`,
  ].join('\n');
}

function sentence(from: number, to: number): string {
  return `${these(to, from).replace(/^s/, 'S')} ${from === to ? 'is' : 'are'}`;
}

function remedy(
  errno: number | undefined,
  systemCode: string | undefined,
  database: string | undefined,
): string {
  switch (errno) {
    case 1045:
      return 'Check user and password; the server may also want TLS for this account.';
    case 1044:
      return `Check that ${named(database)} exists and that this user has rights on it.`;
    case 1049:
      return `Create ${named(database)}, or correct the URL.`;
    case 1040:
    case 1226:
      return 'The server has no connection left for this user, and a run opens more than one; try again later, or allow the user more.';
    case 3118:
    case 4151:
      return 'The account is locked; ask an administrator to unlock it.';
    case 1820:
    case 1862:
      return 'The password has expired; set a new one.';
    case 3159:
      return 'The server accepts TLS connections only; set sslMode=REQUIRED or stricter in the URL.';
    default:
      return systemRemedy(systemCode);
  }
}

function systemRemedy(systemCode: string | undefined): string {
  switch (systemCode) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return 'No server listens there: start it, or correct host, port or socket.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The host name cannot be resolved; check it.';
    case 'ETIMEDOUT':
      return 'The server did not answer in time; check host, port and firewall.';
    case 'HANDSHAKE_NO_SSL_SUPPORT':
      return 'The server offers no TLS; enable it there, or set sslMode=DISABLED outside production.';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return "The server's certificate is not signed by a known authority; name its CA by serverSslCert in the URL.";
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return "The server's certificate names another host; connect by that name.";
    case 'PROTOCOL_CONNECTION_LOST':
      return 'The server hung up before it let anybody in; check that it is MySQL or MariaDB, and its log.';
    default:
      return 'Check that a MySQL or MariaDB server answers there.';
  }
}

function named(database: string | undefined): string {
  return database === undefined ? 'the database' : `database ${database}`;
}
