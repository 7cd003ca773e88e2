import { auditDocuments } from '../audit-database/documents.ts';
import { erMermaid } from '../diagrams/mermaid.ts';
import { erSvg } from '../diagrams/er-svg.ts';
import type { Catalog } from '../catalog/model.ts';
import { dataDictionary } from './data-dictionary.ts';
import { DocumentError } from './document-error.ts';
import type { DocumentContext, GeneratedDocument } from './document.ts';
import { namingStandards } from './naming-standards.ts';
import { serviceMapping } from './service-mapping.ts';

/** Every document that `npm run docs:write` writes. */
export const documents: readonly GeneratedDocument[] = [
  dataDictionary,
  serviceMapping,
  namingStandards,
  ...['auth-service', 'billing-service', 'payment-gateway-service'].flatMap(diagramsOf),
  ...auditDocuments,
];

function diagramsOf(service: string): readonly GeneratedDocument[] {
  const file = `docs/diagrams/${service}`;
  const drawn = (draw: (catalog: Catalog) => string) => (context: DocumentContext) =>
    draw(catalogOf(context, service));
  return [
    { path: `${file}.svg`, write: drawn((catalog) => erSvg(catalog)) },
    { path: `${file}-keys.svg`, write: drawn((catalog) => erSvg(catalog, 'keys')) },
    { path: `${file}.mmd`, write: drawn(erMermaid) },
  ];
}

function catalogOf({ catalogs }: DocumentContext, service: string): Catalog {
  const found = catalogs.find((catalog) => catalog.service === service);
  if (!found) throw new DocumentError(`database/service-map.json has no service ${service} in phase 1.`);
  return found;
}
