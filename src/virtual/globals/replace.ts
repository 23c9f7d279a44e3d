/** How a global is replaced, and put back exactly as it was. */
import { stage } from '../stage.ts'

/** Any function that is replaced. */
// oxlint-disable-next-line typescript/no-explicit-any -- what is replaced has every signature
export type AnyFunction = (this: any, ...args: any[]) => any

/** A property to replace. Where there is none, as in an older Node.js, nothing is replaced. */
export type Replacement = {
  readonly on: object
  readonly name: PropertyKey
  /** The new descriptor, of the one that was found on the object or on what it inherits from. */
  readonly by: (found: PropertyDescriptor) => PropertyDescriptor
}

/**
 * Replaces a method. The new one has the name and the properties of the real one, such as
 * `util.promisify.custom`, unless it brings its own.
 */
export const method = (
  on: object,
  name: PropertyKey,
  make: (real: AnyFunction) => AnyFunction,
): Replacement => ({
  on,
  name,
  by: found => ({ ...found, value: dressed(make(found.value), found.value) }),
})

/** Replaces what is read through a getter. */
export const getter = (
  on: object,
  name: PropertyKey,
  make: (real: () => unknown) => () => unknown,
): Replacement => ({
  on,
  name,
  by: found => ({ ...found, get: make(read(found)) }),
})

function dressed(fake: AnyFunction, real: AnyFunction): AnyFunction {
  for (const key of Reflect.ownKeys(real)) {
    if (key === 'prototype' || (Object.hasOwn(fake, key) && key !== 'name' && key !== 'length')) {
      continue
    }
    Object.defineProperty(fake, key, Object.getOwnPropertyDescriptor(real, key) ?? {})
  }
  return fake
}

/**
 * Puts a replacement in place.
 *
 * @returns puts back what was there; undefined where there is nothing to replace
 */
export function replace({ on, name, by }: Replacement): (() => void) | undefined {
  const own = Object.getOwnPropertyDescriptor(on, name)
  const found = own ?? inherited(on, name)
  if (found === undefined || own?.configurable === false) return undefined
  const known = stage.replaced.get(madeOf(found))
  if (known !== undefined) return () => putBack(on, name, { made: madeOf(found), ...known })
  const descriptor = { ...by(found), configurable: true }
  const made = madeOf(descriptor)
  stage.replaced.set(made, { own })
  Object.defineProperty(on, name, descriptor)
  return () => putBack(on, name, { made, own })
}

/**
 * Whoever replaced ours meanwhile, as fake timers do, is left alone, and may put ours back later:
 * it does what the real one does, and the next play puts it away.
 */
function putBack(
  on: object,
  name: PropertyKey,
  { made, own }: { readonly made: object; readonly own: PropertyDescriptor | undefined },
): void {
  const now = Object.getOwnPropertyDescriptor(on, name)
  if (now === undefined || madeOf(now) !== made) return
  if (own === undefined) Reflect.deleteProperty(on, name)
  else Object.defineProperty(on, name, own)
}

const madeOf = (made: PropertyDescriptor): object => (made.value ?? read(made)) as object

// With the object it is read from as `this`, which every caller of it hands over.
const read = (found: PropertyDescriptor): (() => unknown) =>
  Reflect.get(found, 'get') as () => unknown

function inherited(on: object, name: PropertyKey): PropertyDescriptor | undefined {
  let holder: object | null = Object.getPrototypeOf(on)
  while (holder !== null) {
    const found = Object.getOwnPropertyDescriptor(holder, name)
    if (found !== undefined) return found
    holder = Object.getPrototypeOf(holder)
  }
  return undefined
}
