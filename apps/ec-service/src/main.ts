import { runService } from '@acgs/service';
import { EC_SERVICE } from './ec-service.definition.js';

await runService(EC_SERVICE);
