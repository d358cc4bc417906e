import { runService } from '@acgs/service';
import { CONSTITUTIONAL_CORE } from './constitutional-core.definition.js';

await runService(CONSTITUTIONAL_CORE);
