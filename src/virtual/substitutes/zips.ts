/**
 * Compression: streams of `node:zlib` hand each piece to the thread pool through a handle, which
 * can do it at once as well. All that compresses comes by there, whole buffers too.
 */
import zlib from 'node:zlib'
import { type AnyFunction, method, type Replacement } from '../globals/replace.ts'
import { running } from '../host.ts'
import { tell } from './by-twin.ts'

/** What `node:zlib` calls, which it shows to nobody. */
type Handle = { write: AnyFunction; writeSync: AnyFunction; init: AnyFunction }
type Zip = { readonly _handle?: Handle; close(): void }

/** The prototypes of handles, and what Node.js has them call when a piece is done. */
let learned: readonly (readonly [handles: Handle, done: AnyFunction])[] | undefined

/** The replacements of what compresses, and of what unpacks. */
export function zips(): Replacement[] {
  learned ??= [zlib.createDeflate, zlib.createBrotliCompress, zlib.createBrotliDecompress].flatMap(
    create => learn(create as () => unknown as () => Zip),
  )
  return learned.map(([handles, done]) =>
    method(
      handles,
      'write',
      real =>
        function (this: Handle, ...args: unknown[]) {
          const host = running()
          if (host === null) return Reflect.apply(real, this, args) as unknown
          Reflect.apply(this.writeSync, this, args)
          tell(host, () => Reflect.apply(done, this, []))
        },
    ),
  )
}

/** Nothing where this Node.js is built otherwise: its work is then an escape, and told. */
function learn(create: () => Zip): [Handle, AnyFunction][] {
  const first = create()
  const handles = first._handle && (Object.getPrototypeOf(first._handle) as Handle)
  first.close()
  if (typeof handles?.init !== 'function' || typeof handles.writeSync !== 'function') return []
  const { init } = handles
  let done: unknown
  handles.init = function (this: Handle, ...args: unknown[]) {
    done = args.find(argument => typeof argument === 'function')
    return Reflect.apply(init, this, args) as unknown
  }
  create().close()
  handles.init = init
  return typeof done === 'function' ? [[handles, done as AnyFunction]] : []
}
