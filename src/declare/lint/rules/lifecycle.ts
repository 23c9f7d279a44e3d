/** How replicas start, stop and look at their own health: what cannot be done in the time given. */
import { count } from '../../../kernel/count.ts'
import { exactDuration } from '../../../kernel/units.ts'
import { HEALTH_CHECK_DEFAULTS } from '../../../policies/health-check/options.ts'
import { everyStep, type HandlerData } from '../../data.ts'
import { componentOf } from '../../graph.ts'
import type { Figures } from '../figures.ts'
import type { Told } from '../rule.ts'
import { ampleMs, timeText } from '../time-text.ts'
import { meanMs } from '../times.ts'

const handlersIn = ({ data }: Figures): (readonly [name: string, part: HandlerData])[] =>
  [...data.parts].flatMap(([name, part]) =>
    part.kind === 'clients' ? [] : [[name, part] as const],
  )

/** What a replica that stops is about takes longer than it has for that. */
export const handlingOverStop = (figures: Figures): Told[] =>
  handlersIn(figures).flatMap(([at, { lifecycle, operations }]): Told[] => {
    if (lifecycle === null) return []
    const all = [...operations.keys()].map(key => meanMs(figures.times.of(`${at}.${key}`)))
    const ms = Math.max(...all)
    const { withinMs } = lifecycle
    if (ms <= withinMs) return []
    const what =
      `a request takes ${timeText(ms)} on average, and one that stops has ` +
      `${exactDuration(withinMs)} for what is inside: the rest is lost`
    const fix = `write stop: { within: '${exactDuration(ampleMs(ms))}' }`
    return [{ at, what, fix }]
  })

/** A check of a replica's health takes longer than a probe waits for it. */
export const checkOverTimeout = (figures: Figures): Told[] =>
  handlersIn(figures).flatMap(([at, { balancing }]): Told[] => {
    const health = balancing?.health ?? null
    if (health === null || health.check.length === 0) return []
    const { check } = health
    const { timeout, every } = { ...HEALTH_CHECK_DEFAULTS, ...health }
    const ms = meanMs(figures.times.inRow(at, check))
    if (ms < timeout) return []
    const what =
      `its health check takes ${timeText(ms)} on average, and a probe is given up after ` +
      `${exactDuration(timeout)}: it is never well`
    const enoughMs = ampleMs(ms)
    const enough = `'${exactDuration(enoughMs)}'`
    const rarer = enoughMs > every ? `every: ${enough}, ` : ''
    return [{ at, what, fix: `write health: { ${rarer}timeout: ${enough} }` }]
  })

/** All replicas that start together ask one that cannot bear them. */
export const startsOverCallee = (figures: Figures): Told[] =>
  handlersIn(figures).flatMap(([at, { lifecycle, replicas }]): Told[] => {
    if (lifecycle === null || lifecycle.everyMs + lifecycle.jitterMs > 0) return []
    const together = Math.min(lifecycle.atOnce, replicas)
    const asked = [...everyStep(lifecycle.steps)].flatMap(step =>
      step.step === 'call' ? [componentOf(step.to)] : [],
    )
    return [...new Set(asked)].flatMap((callee): Told[] => {
      const part = figures.data.parts.get(callee)
      if (part === undefined || part.kind === 'clients') return []
      const slots = part.concurrency * part.replicas
      const room = slots + part.queue * part.replicas
      if (together <= room) return []
      const what =
        `${count(together)} of it start at once and call ${callee}, which has room for ` +
        `${count(room)}: the rest is turned away, and starts again at the same time`
      return [{ at, what, fix: `write start: { steps: …, atOnce: ${Math.min(slots, together)} }` }]
    })
  })
