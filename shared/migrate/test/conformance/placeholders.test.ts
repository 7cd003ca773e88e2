import { conformanceSuite } from './suite.ts';

conformanceSuite('placeholders');
