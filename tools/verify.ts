import { runVerify } from '@acgs/verify';

process.exitCode = await runVerify(process.argv.slice(2), process);
