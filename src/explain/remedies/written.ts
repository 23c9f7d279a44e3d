/** Parts of a declaration as a person writes them, and the same where there is little room. */
import { saysSame } from '../../kernel/says-same.ts'
import { inCode } from '../../judge/goals/written.ts'
import type { Written } from '../../declare/draft.ts'
import { stepText } from '../../declare/step-text.ts'

/** A step as it is written: `call('db', { timeout: '100ms' })`; else options: `queue: 30`. */
export function inWords(written: Written): string {
  return stepText(written, code) ?? code(written).slice(2, -2)
}

const DOTS = '…'

/** As it is written, steps in their words. */
function code(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(code).join(', ')}]`
  if (!isPlain(value)) return inCode(value)
  const step = stepText(value, code)
  if (step !== undefined) return step
  const options = Object.entries(value).map(([name, inner]) =>
    name === DOTS ? DOTS : `${inCode({ [name]: 0 }).slice(2, -5)}: ${code(inner)}`,
  )
  return options.length === 0 ? '{}' : `{ ${options.join(', ')} }`
}

/** What was written somewhere, and what is to be. */
type Change = {
  readonly part: string
  readonly before: Written | undefined
  readonly after: Written | undefined
}

/** As wide as a line of a message may be, without its sign. */
const COLUMNS = 90
/** Each may take so many such lines. */
const LINES = 3

/** Both without the longest of what stays as it is, until there is room: the same in both. */
export function shortOf({ part, before, after }: Change): {
  readonly minus: string | undefined
  readonly plus: string | undefined
} {
  const columns = LINES * (COLUMNS - part.length)
  const isRoom = (said: Written | undefined): boolean =>
    said === undefined || inWords(said).length <= columns
  let [minus, plus] = [before, after]
  for (const path of unchangedIn(after ?? {}, before ?? {})) {
    if (isRoom(minus) && isRoom(plus)) break
    ;[minus, plus] = [minus && without(minus, path), plus && without(plus, path)]
  }
  return { minus: minus && inWords(minus), plus: plus && inWords(plus) }
}

type Path = readonly string[]

/**
 * What is the same in both: what is farthest from the change first, and of that the longest. Steps
 * within a step come before all.
 */
function unchangedIn(written: Written, other: Written): Path[] {
  const found = [...unchanged(written, other, [])]
  const isInner = ({ path, value }: Unchanged): number =>
    Number(path.includes('miss') || isSteps(value))
  return found
    .toSorted(
      (a, b) =>
        isInner(b) - isInner(a) ||
        a.path.length - b.path.length ||
        code(b.value).length - code(a.value).length,
    )
    .map(({ path }) => path)
}

type Unchanged = { readonly path: Path; readonly value: unknown }

function* unchanged(written: Written, other: Written, before: Path): Generator<Unchanged> {
  for (const [name, value] of Object.entries(written)) {
    if (before.length === 0 && named.includes(name)) continue
    const path = [...before, name]
    const was = other[name]
    if (saysSame(value, was)) yield { path, value }
    else if (isPlain(value) && isPlain(was)) yield* unchanged(value, was, path)
  }
}

/** What says which step it is, and of whom. */
const named = ['step', 'to', 'cache']

function without(written: Written, [name, ...rest]: Path): Written {
  const { [name]: value, [DOTS]: _, ...others } = written
  if (rest.length === 0) return { ...others, [DOTS]: DOTS }
  return { ...written, [name]: without(value as Written, rest) }
}

/** Whether something is a step, or several. */
export const isSteps = (value: unknown): boolean =>
  Array.isArray(value) || (isPlain(value) && value['step'] !== undefined)

const isPlain = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
