/** What a goal returned: the one place where it is read. */
import { AssertionError } from 'node:assert'
import { shown } from '../../kernel/schema.ts'

/** What is said of a goal that says nothing itself. */
export const RETURNED_FALSE = 'the goal returned false'

/** What is said of a goal that is `async`. */
export const RETURNED_PROMISE =
  'the goal returned a promise; a run is finished when it is judged: write it without async'

/**
 * Throws unless a goal said that it holds. It does so by returning nothing, `true`, or what a
 * matcher of a runner returns that was called, and the opposite by `false`; anything else says
 * nothing, and would hold for ever if it were taken for yes.
 *
 * @throws AssertionError for false; TypeError for what is no answer
 */
export function insist(said: unknown): void {
  if (said === undefined || said === true) return
  if (said === false) throw new AssertionError({ message: RETURNED_FALSE })
  refusePromise(said)
  if (isAssertion(said) && isCalled(said)) return
  throw new TypeError(`the goal returned ${described(said)}: ${RIGHT}`)
}

/** How a goal is written. */
const RIGHT = 'let it return true or false, or expect something and return nothing'

/** Throws for a promise: what it comes to is never known; that it fails is no news to anybody. */
export function refusePromise(said: unknown): void {
  if (!isPromise(said)) return
  said.then(undefined, () => undefined)
  throw new TypeError(RETURNED_PROMISE)
}

/** What is no answer, in words. */
export function described(said: unknown): string {
  if (typeof said === 'function') return 'a function that nobody called'
  return isAssertion(said) || isOfJest(said)
    ? 'an expectation of which no matcher was called'
    : shown(said)
}

const isPromise = (said: unknown): said is PromiseLike<unknown> =>
  isObject(said) && 'then' in said && typeof said.then === 'function'

/** An expectation of Chai, and so of Vitest: what its matchers return looks just as it does. */
type Assertion = {
  readonly __flags: {
    readonly _name?: unknown
    readonly ssfi?: unknown
    readonly [flag: string]: unknown
  }
  readonly constructor: unknown
  readonly withTest?: unknown
}

const isAssertion = (said: unknown): said is Assertion =>
  isObject(said) && '__flags' in said && isObject(said.__flags)

/**
 * Whether a matcher was called. Vitest notes its name; Chai notes which of its functions to leave
 * out of a stack: that of the method which was called last.
 */
function isCalled(said: Assertion): boolean {
  const { _name: name, ssfi } = said.__flags
  if (name !== undefined) return true
  return (
    typeof ssfi === 'function' &&
    /MethodWrapper$|^methodWrapper$/.test(ssfi.name) &&
    ssfi !== preparing(said)
  )
}

/** What Vitest itself calls before it hands an expectation out, to say which test it stands in. */
function preparing({ constructor: Made, withTest }: Assertion): unknown {
  if (typeof Made !== 'function' || typeof withTest !== 'function') return undefined
  const fresh: Assertion = Reflect.construct(Made, [undefined]) as Assertion
  Reflect.apply(withTest, fresh, [undefined])
  return fresh.__flags.ssfi
}

/** An expectation of Jest or of `gameday/expect`: its matchers return nothing. */
const isOfJest = (said: unknown): boolean =>
  isObject(said) && ('toBe' in said || 'toStayAvailable' in said)

const isObject = (said: unknown): said is object => typeof said === 'object' && said !== null

/** Whether a message is about what a goal returned that is no answer. */
export const isMistaken = (message: string): boolean => message.endsWith(RIGHT)
