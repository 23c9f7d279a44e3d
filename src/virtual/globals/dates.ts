/** `Date`, and what `Intl` formats where no date is given. */
import { type Host, running } from '../host.ts'
import { noteRead } from '../patience.ts'
import { type AnyFunction, getter, method, type Replacement } from './replace.ts'

/** The replacements of all that tells the date. */
export function dates(): Replacement[] {
  const Real = Date
  const Fake = dateOfHosts(Real)
  return [
    // Of the real one: also who kept it sees the time of the host.
    method(Real, 'now', real => () => {
      const host = running()
      return host === null ? (Reflect.apply(real, Real, []) as number) : wall(host)
    }),
    { on: globalThis, name: 'Date', by: found => ({ ...found, value: Fake }) },
    { on: Real.prototype, name: 'constructor', by: found => ({ ...found, value: Fake }) },
    ...formats(),
  ]
}

/** Whole milliseconds since 1970, by the clock of a host. */
export function wall(host: Host): number {
  noteRead(host)
  return Math.floor(host.wallNow())
}

/** A `Date` that makes real dates, of the time of whoever runs where none is given. */
function dateOfHosts(Real: DateConstructor): DateConstructor {
  const Fake: DateConstructor = new Proxy(Real, {
    construct(target, args, newTarget: AnyFunction) {
      const host = args.length === 0 ? running() : null
      const given = host === null ? args : [wall(host)]
      return Reflect.construct(target, given, newTarget === Fake ? target : newTarget) as object
    },
    apply(target, self, args) {
      const host = running()
      return host === null ? Reflect.apply(target, self, args) : new target(wall(host)).toString()
    },
  })
  return Fake
}

/** `format()` and `formatToParts()` of no date mean now, which they read past `Date`. */
function formats(): Replacement[] {
  const { prototype } = Intl.DateTimeFormat
  return [
    getter(
      prototype,
      'format',
      real =>
        function (this: object) {
          const format = Reflect.apply(real, this, []) as AnyFunction
          return formatOf(format)
        },
    ),
    method(
      prototype,
      'formatToParts',
      real =>
        function (this: object, date?: unknown) {
          return Reflect.apply(real, this, [dateOrNow(date)]) as unknown
        },
    ),
  ]
}

/** One function for each format, as in real life, however often it is asked for. */
const formatters = new WeakMap<AnyFunction, AnyFunction>()

function formatOf(format: AnyFunction): AnyFunction {
  const known = formatters.get(format)
  if (known !== undefined) return known
  const made = (date?: unknown): unknown => format(dateOrNow(date))
  formatters.set(format, made)
  return made
}

function dateOrNow(date: unknown): unknown {
  const host = date === undefined ? running() : null
  return host === null ? date : wall(host)
}
