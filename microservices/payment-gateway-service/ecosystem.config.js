// An ES module, because this package is one: pm2 loads it with require(), as Node 20.19 can, and reads the export `apps`.
import { pm2Settings } from '@nilecare/service/pm2';

export const apps = [pm2Settings(import.meta.dirname)];
