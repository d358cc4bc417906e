import { runService } from '@acgs/service';
import { API_GATEWAY } from './api-gateway.definition.js';

await runService(API_GATEWAY);
