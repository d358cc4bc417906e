import { runService } from '@acgs/service';
import { INTEGRITY_SERVICE } from './integrity-service.definition.js';

await runService(INTEGRITY_SERVICE);
