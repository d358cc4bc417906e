import { build } from '../../tools/build.mjs';

/** For tests of services in processes of their own, which run what is built. */
export default function buildServices() {
  const fault = build();
  if (fault !== null) throw new Error(fault);
}
