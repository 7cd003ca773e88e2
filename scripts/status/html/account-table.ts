import type { AccountStatus, PlatformStatus } from '../model.ts';
import { html, type Markup } from './markup.ts';
import { badge } from './shapes.ts';

/** The users of the map as the server has them; nothing where they were not looked at. */
export function accountTable({ services, reader }: PlatformStatus): Markup | undefined {
  const accounts = [...services.flatMap((service) => service.accounts), ...(reader ? [reader] : [])];
  if (accounts.length === 0) return undefined;
  return html`<section aria-labelledby="users">
    <h2 id="users">Users</h2>
    <div class="scroll" role="region" aria-labelledby="users" tabindex="0">
      <table class="users">
        <thead>
          <tr>
            <th scope="col">User</th>
            <th scope="col">Login</th>
            <th scope="col">Rights</th>
          </tr>
        </thead>
        <tbody>
          ${accounts.map(
            (account) =>
              html`<tr>
                <th scope="row">${account.account} <small>${purposeOf(account)}</small></th>
                <td>${loginBadge(account)}</td>
                <td>${rightsBadge(account)}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </section> `;
}

function purposeOf({ service, access }: AccountStatus): string {
  if (access === 'read') return 'reads all databases';
  return `${service ?? ''}${access === 'runtime' ? ', serves' : ''}`;
}

function loginBadge({ exists, login }: AccountStatus): Markup {
  if (!exists) return badge('failed', 'missing');
  if (login === 'works') return badge('ok', 'works');
  return login === 'not-tried' ? badge('past', 'not tried') : badge('failed', login);
}

function rightsBadge({ exists, missingGrants, extraGrants }: AccountStatus): Markup {
  if (!exists) return badge('past', 'none');
  if (missingGrants > 0) return badge('failed', `${missingGrants} missing`);
  return extraGrants > 0 ? badge('accounts', `${extraGrants} too many`) : badge('ok', 'as mapped');
}
