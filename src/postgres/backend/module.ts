/** The compiled backend behind PGlite: what of it is reached besides its protocol. */
import { UsageError } from '../../kernel/errors.ts'

/** The parts of the compiled backend that are used. */
export type CompiledBackend = {
  readonly FS: {
    unlink(path: string): void
    createDevice(parent: string, name: string, read: () => number): unknown
  }
  /** Its memory, which is another array after it has grown. */
  readonly HEAPU8: Uint8Array
  /** Where the flag stands that a statement is to be cancelled. */
  readonly _QueryCancelPending: number
  /** Where the flag stands that there is something to look at, such as the one above. */
  readonly _InterruptPending: number
  /** Where the address stands of what wakes the backend. */
  readonly _MyLatch: number
}

/** The backend as the package hands it out. */
export type Pglite = {
  readonly Module: CompiledBackend
  execProtocolRawStream(
    message: Uint8Array,
    options: { syncToFs: boolean; onRawData: (bytes: Uint8Array) => void },
  ): Promise<void>
}

/** Refuses a release of PGlite that is built otherwise. */
export function checkCompiled(module: CompiledBackend): void {
  const places = [module._QueryCancelPending, module._InterruptPending, module._MyLatch]
  if (places.every(place => typeof place === 'number')) return
  throw new UsageError({
    what: 'this release of @electric-sql/pglite does not show how a statement is cancelled',
    where: 'startBackend',
    fix: 'npm install --save-dev @electric-sql/pglite@~0.5.17, which gameday is tested with',
  })
}

/** Has the statement that waits for a lock give up: what SIGINT does to a PostgreSQL. */
export function cancelStatement(module: CompiledBackend): void {
  const words = new Int32Array(module.HEAPU8.buffer)
  words[module._QueryCancelPending >> 2] = 1
  words[module._InterruptPending >> 2] = 1
  // The first word of a latch says that it is set.
  words[words[module._MyLatch >> 2] >> 2] = 1
}

/** Has the backend draw its chance (keys, UUIDs, the seed of `random()`) where it is told. */
export function drawFrom({ FS }: CompiledBackend, byte: () => number): void {
  for (const name of ['random', 'urandom']) {
    FS.unlink(`/dev/${name}`)
    FS.createDevice('/dev', name, byte)
  }
}
