import type { DocumentContext, GeneratedDocument } from '../documents/document.ts';
import type { Audit } from './model.ts';
import { auditMigrated } from './read/audit.ts';
import { auditDocument } from './report/document/audit-document.ts';
import { summaryDocument } from './report/document/summary-document.ts';

/** The report and its summary, from one audit of the private server. */
export const auditDocuments: readonly GeneratedDocument[] = [
  {
    path: 'docs/DATABASE_LAYER_COMPREHENSIVE_AUDIT_REPORT.md',
    write: async (context) => auditDocument(await auditOf(context)),
  },
  {
    path: 'docs/DATABASE_AUDIT_EXECUTIVE_SUMMARY.md',
    write: async (context) => summaryDocument(await auditOf(context)),
  },
];

const audits = new WeakMap<DocumentContext, Promise<Audit>>();

function auditOf(context: DocumentContext): Promise<Audit> {
  const audit = audits.get(context) ?? auditMigrated({ root: context.root }, context.live.server);
  audits.set(context, audit);
  return audit;
}
