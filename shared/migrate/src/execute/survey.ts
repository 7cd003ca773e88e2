import { readCatalogue, type SchemaObject } from '../history/catalogue.ts';
import type { Session } from '../session.ts';
import { nodeVariables, readServerNode, type ServerNode } from './server-node.ts';

/** What a run is told of the server before it writes. */
export interface Survey {
  /** What the session leads to; asked once, when it is first wanted. */
  readonly node: () => Promise<ServerNode>;
  /**
   * All that is in a schema, asked each time. Whoever wants it is about to write what is not there yet, so that what tells
   * the node is asked along.
   */
  readonly objects: (schema: string) => Promise<readonly SchemaObject[]>;
}

/** Nothing is asked yet. */
export function surveyOf(session: Pick<Session, 'query' | 'server'>): Survey {
  let variables: ReadonlyMap<string, string> | undefined;
  let node: Promise<ServerNode> | undefined;
  return {
    node: () => (node ??= readServerNode(session, variables)),
    objects: async (schema) => {
      const found = await readCatalogue(session, { schema, variables: nodeVariables });
      variables = found.variables;
      return found.objects;
    },
  };
}
