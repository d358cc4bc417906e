import { runService } from '@acgs/service';
import { AUTH_SERVICE } from './auth-service.definition.js';

await runService(AUTH_SERVICE);
