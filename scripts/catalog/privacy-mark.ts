/** What a column holds of persons: PHI is health information, PII other personal data. */
export type PrivacyMark = 'PHI' | 'PII';

/** The mark that the comment of a column begins with; undefined without one. */
export function privacyMark(comment: string): PrivacyMark | undefined {
  return /^(?:PHI|PII)\b/.exec(comment)?.[0] as PrivacyMark | undefined;
}
