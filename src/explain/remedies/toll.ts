/** What a remedy takes while things go wrong: wanted answers, and messages. */
import type { System } from '../../declare/index.ts'
import type { Run } from '../../record/run.ts'
import { spanOf } from '../../record/window.ts'
import { tallyNumbers } from '../../record/views.ts'
import { draftOf } from '../../declare/draft.ts'

/** What a run has with a remedy, and had not without it. */
export type Toll = {
  /** The share of requests that make do with less because of it. */
  readonly degradedMore: number
  /** Messages that nobody ever handled, beyond those before. */
  readonly messagesLost: number
}

/** A system and what it did. */
type Played = { readonly run: Run; readonly system: System }

/** Compares what a system did with a remedy with what is to be mended. */
export const tollOf = (
  mended: Played & { readonly places: readonly string[] },
  before: Played,
): Toll => ({
  degradedMore: degradedMoreIn(mended, before),
  messagesLost: messagesLostIn(mended.run, before.run),
})

/**
 * At the call where most is made do with less: how often beyond the share that was so before. A
 * request that now goes on may well meet what made others do with less all the time.
 */
function degradedMoreIn(
  mended: Played & { readonly places: readonly string[] },
  before: Played,
): number {
  const { issued, outcomes } = mended.run.requests()
  const [now, then] = [standInsIn(mended), standInsIn(before)]
  const near = callsTo(mended.places, mended.system)
  const more = [...now].map(([call, is]) => {
    if (!near(call)) return 0
    const was = then.get(call)
    return (
      is.stoodIn - (was === undefined ? 0 : is.issued * (was.stoodIn / Math.max(1, was.issued)))
    )
  })
  return Math.min(outcomes.degraded, Math.max(0, ...more)) / Math.max(1, issued)
}

/** Whether a call may feel what is changed somewhere: it is made there, or leads there. */
function callsTo(places: readonly string[], system: System): (call: string) => boolean {
  if (places.includes(system.name)) return () => true
  const { calls } = draftOf(system)
  const felt = new Set(places.map(place => place.split('->')[0]))
  let size = 0
  while (felt.size > size) {
    size = felt.size
    for (const { caller, callee } of calls) if (felt.has(callee)) felt.add(caller)
  }
  const near = new Set(calls.filter(({ callee }) => felt.has(callee)).map(({ name }) => name))
  return call => places.includes(call) || near.has(call)
}

type StandIns = { readonly issued: number; readonly stoodIn: number }

/** Each call that something stands in for: how often it was made, and how often something did. */
function standInsIn({ run: { recording }, system }: Played): Map<string, StandIns> {
  const found = new Map<string, StandIns>()
  const span = spanOf(recording)
  for (const { name, callee, step } of draftOf(system).calls) {
    const meter = recording.calls.get(name)
    if (meter === undefined || (step['fallback'] === undefined && !step['optional'])) continue
    const { issued, outcomes } = tallyNumbers(meter.tallies, span)
    const answers = recording.components.get(callee)?.tally
    // What came degraded has been made do with further down.
    const further = answers === undefined ? 0 : tallyNumbers([answers], span).outcomes.degraded
    found.set(name, { issued, stoodIn: Math.max(0, issued - outcomes.ok - further) })
  }
  return found
}

function messagesLostIn(run: Run, before: Run): number {
  const more = [...run.recording.queues.keys()].map(
    queue => run.queue(queue).failed - before.queue(queue).failed,
  )
  return more.reduce((sum, count) => sum + Math.max(0, count), 0)
}
