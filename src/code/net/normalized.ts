/** What Node.js itself makes of the many ways to say where to connect or to listen. */
import net from 'node:net'

/** Where, and what is called when that is done. */
export type Normalized<Wanted> = [wanted: Wanted, done: (() => void) | null]

/** The arguments of `connect` or `listen`, in one shape. */
export const normalized = <Wanted>(args: unknown[]): Normalized<Wanted> =>
  (Reflect.get(net, '_normalizeArgs') as (args: unknown[]) => Normalized<Wanted>)(args)
