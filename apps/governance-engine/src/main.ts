import { runService } from '@acgs/service';
import { GOVERNANCE_ENGINE } from './governance-engine.definition.js';

await runService(GOVERNANCE_ENGINE);
