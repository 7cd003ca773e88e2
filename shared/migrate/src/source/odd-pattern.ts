/** Parts of character classes: white space of Unicode, what is not seen, quotes. */
export const blank = '\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
export const invisible = '\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff';
export const quote = '\\u00ab\\u00b4\\u00bb\\u2018-\\u201f\\u2032\\u2033\\u2039\\u203a\\uff02\\uff07';

/** One of them; see `oddCharacters`. */
export const odd = new RegExp(`[${blank}${invisible}${quote}]`);
