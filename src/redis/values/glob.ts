/** Patterns of keys and channels: `*`, `?`, `[a-z]`, `[^a]` and `\`. */

/** Whether a text fits a pattern. */
export function globMatches(pattern: string, text: string): boolean {
  if (pattern === '*') return true
  return matchesFrom(pattern, 0, text, 0)
}

/** Goes on from the last `*` when the rest does not fit, so that no pattern takes long. */
function matchesFrom(pattern: string, startP: number, text: string, startT: number): boolean {
  let [p, t] = [startP, startT]
  let star: { readonly p: number; t: number } | undefined
  while (t < text.length) {
    const step = stepAt(pattern, p)
    if (step?.any === true) {
      star = { p: step.next, t }
      p = step.next
    } else if (step?.fits(text[t]) === true) {
      p = step.next
      t++
    } else if (star === undefined) return false
    else {
      star.t++
      ;[p, t] = [star.p, star.t]
    }
  }
  while (pattern[p] === '*') p++
  return p >= pattern.length
}

type Step = {
  readonly any: boolean
  readonly next: number
  readonly fits: (character: string) => boolean
}

function stepAt(pattern: string, at: number): Step | undefined {
  if (at >= pattern.length) return undefined
  const sign = pattern[at]
  if (sign === '*') return { any: true, next: at + 1, fits: () => false }
  if (sign === '?') return { any: false, next: at + 1, fits: () => true }
  if (sign === '[') return classAt(pattern, at + 1)
  const escaped = sign === '\\' && at + 1 < pattern.length
  const wanted = escaped ? pattern[at + 1] : sign
  return { any: false, next: at + (escaped ? 2 : 1), fits: character => character === wanted }
}

function classAt(pattern: string, start: number): Step {
  const negated = pattern[start] === '^'
  const ranges: [string, string][] = []
  let at = negated ? start + 1 : start
  while (at < pattern.length && pattern[at] !== ']') {
    if (pattern[at] === '\\' && at + 1 < pattern.length) at++
    const isRange = pattern[at + 1] === '-' && at + 2 < pattern.length
    const [low, high] = [pattern[at], isRange ? pattern[at + 2] : pattern[at]]
    ranges.push(low <= high ? [low, high] : [high, low])
    at += isRange ? 3 : 1
  }
  const within = (character: string): boolean =>
    ranges.some(([low, high]) => character >= low && character <= high)
  return { any: false, next: at + 1, fits: character => within(character) !== negated }
}
