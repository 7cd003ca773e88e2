/** Fewest characters of a password in production (NIST SP 800-63B-4, 3.1.1.2: 15 for a password used alone). */
export const minimumPasswordLength = 15;

const commonPasswords = [
  'changeit',
  'changeme',
  'default',
  'letmein',
  'passw0rd',
  'password',
  'qwerty',
  'replaceme',
  'secret',
  'welcome',
  '12345',
];

/**
 * Why a password is too weak for production, each reason continuing the variable's name; empty when it is good.
 * @param names words that it must not contain: the account, the database, the service
 */
export function passwordWeaknesses(password: string, names: readonly string[]): readonly string[] {
  const comparable = lettersAndDigits(password);
  const weaknesses: string[] = [];
  if (password.length < minimumPasswordLength) {
    weaknesses.push(`is shorter than ${minimumPasswordLength} characters, the least in production.`);
  }
  if (commonPasswords.some((common) => comparable.includes(common))) {
    weaknesses.push('contains a common password, which is refused in production.');
  }
  if (new Set(password).size < 6) {
    weaknesses.push('repeats a few characters, which is refused in production.');
  }
  if (names.some((name) => comparable.includes(lettersAndDigits(name)))) {
    weaknesses.push('contains the name of the account, database or service, which is refused in production.');
  }
  return weaknesses;
}

/** `Auth_Service` and `auth-service` are the same word to somebody who guesses. */
function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
