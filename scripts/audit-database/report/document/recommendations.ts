import type { Audit, Priority } from '../../model.ts';
import { byCode } from '../by-code.ts';
import { risksOf } from '../judgement.ts';
import { count } from '../markdown.ts';
import { ruleTexts } from '../rule-text.ts';

/** What is to be done, from findings and risks. */
export interface Recommendation {
  readonly priority: Priority;
  readonly text: string;
  /** How many findings it answers, or that it answers a risk. */
  readonly answers: string;
}

/** One for each code with findings and one for each risk, the most urgent first. */
export function recommendationsOf(audit: Audit): readonly Recommendation[] {
  const fromFindings = byCode(audit.findings).map(([first, ...others]): Recommendation => ({
    priority: first.priority,
    text: ruleTexts[first.code].remedy,
    answers: `${count(others.length + 1, 'finding')}: ${first.code}`,
  }));
  const fromRisks = risksOf(audit).map(({ priority, title, advice }): Recommendation => ({
    priority,
    text: advice,
    answers: `risk: ${title.toLowerCase()}`,
  }));
  return [...fromFindings, ...fromRisks].toSorted((a, b) => a.priority - b.priority);
}
