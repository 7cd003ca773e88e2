import { createRequire } from 'node:module';
import type * as Core from '@zxcvbn-ts/core';
import type * as Common from '@zxcvbn-ts/language-common';

/** Fewest characters of a password that is used alone (NIST SP 800-63B-4, 3.1.1.2). */
export const minimumPasswordLength = 15;

/** Characters that are looked at: the time of a guess estimate grows faster than the length. */
const longestInput = 72;

/** The product's name is the first that somebody tries, beside the names of service, database and account. */
const product = 'NileCare';

/**
 * Why a password is too weak for a server, each reason continuing "the password" without a full stop; empty when
 * it is good. Of a password only its first 72 characters are judged. A generated one is told by its length and
 * entropy; for others zxcvbn counts the guesses, of which 10^10 are the least (its score 4).
 * @param names words that it must not contain: the account, the database, the service
 */
export function passwordWeaknesses(password: string, names: readonly string[]): readonly string[] {
  const start = password.slice(0, longestInput);
  const weaknesses: string[] = [];
  if (password.length < minimumPasswordLength) {
    weaknesses.push(`is shorter than ${minimumPasswordLength} characters`);
  }
  if (containsName(start, [...names, product])) {
    weaknesses.push('contains the name of the account, database, service or product');
  }
  const guessable = looksGenerated(start) ? undefined : whyGuessable(start, names);
  return guessable === undefined ? weaknesses : [...weaknesses, guessable];
}

/**
 * Whether a text looks as if drawn by chance: at least 20 characters, at least 80 bits by the frequency of its
 * characters, no four characters twice, and one step of four from small to capital letter or between letter and
 * digit, which words and dates do not have. A generated text that is not recognised is judged by zxcvbn and passes too.
 */
export function looksGenerated(text: string): boolean {
  if (text.length < 20 || entropy(text) < 80 || /(.{4}).*\1/su.test(text)) return false;
  const steps = text.match(/(?<=\p{Ll})\p{Lu}|(?<=\p{L})\p{N}|(?<=\p{N})\p{L}/gu)?.length ?? 0;
  return steps >= 0.25 * (text.length - 1);
}

/** Shannon's entropy of the whole text, in bits, from how often each character occurs in it. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0);
}

function containsName(password: string, names: readonly string[]): boolean {
  const comparable = lettersAndDigits(password);
  return names.map(lettersAndDigits).some((name) => name !== '' && comparable.includes(name));
}

/** `Auth_Service` and `auth-service` are the same word to somebody who guesses. */
function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** zxcvbn's warnings in the words of this package; one without an entry has no short name. */
const patterns: Readonly<Record<string, string>> = {
  straightRow: 'keys beside each other',
  keyPattern: 'keys beside each other',
  simpleRepeat: 'one character repeated',
  extendedRepeat: 'a few characters repeated',
  sequences: 'a sequence such as abc or 123',
  recentYears: 'a year',
  dates: 'a date',
  topTen: 'a common password',
  topHundred: 'a common password',
  common: 'a common password',
  similarToCommon: 'a common password',
  wordByItself: 'a single word',
  userInputs: 'a name of this system',
};

function whyGuessable(password: string, names: readonly string[]): string | undefined {
  const context = [...names, product].flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]);
  estimator ??= loadEstimator();
  const { score, feedback } = estimator.check(password, [...new Set(context)]);
  if (score >= 4) return undefined;
  const pattern = patterns[feedback.warning ?? ''];
  return pattern === undefined ? 'is easy to guess' : `is easy to guess: ${pattern}`;
}

let estimator: Pick<Core.ZxcvbnFactory, 'check'> | undefined;

/** Loaded only when a password needs it: about 60 ms and 23 MB, too much for every start of a service. */
function loadEstimator(): Pick<Core.ZxcvbnFactory, 'check'> {
  const require = createRequire(import.meta.url);
  const core = require('@zxcvbn-ts/core') as typeof Core;
  const common = require('@zxcvbn-ts/language-common') as typeof Common;
  return new core.ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
    maxLength: longestInput,
    // The default of 100 takes 400 ms for 72 characters; with 4 it is 20 ms, and p4ssw0rd is still found.
    l33tMaxSubstitutions: 4,
  });
}
