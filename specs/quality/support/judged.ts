/** How an explanation of a planted outage compares with the truth. */
import { type Diagnosis, explain, type Fault } from 'gameday'
import { type Outage, played } from './outage.ts'

/** What the judge says: right; wrong but marked as unsure by itself; or wrong. */
export type Judgement = {
  readonly is: 'right' | 'unsure' | 'wrong'
  /** Whether it blames a fault that does not matter. */
  readonly blamesDecoy: boolean
  /** What is not so. */
  readonly mistakes: readonly string[]
}

/** Explains an outage in one seed, and compares. */
export function judged(outage: Outage, seed: string): Judgement {
  const explanation = explain(played(outage, seed), outage.goal)
  if (explanation === undefined) return wrongWith('no explanation')
  const { diagnosis } = explanation
  const decoys = diagnosis.faults.filter(isOneOf(outage.truth.decoys))
  const mistakes = [...mistakesIn(diagnosis, outage), ...decoys.map(fault => `blames ${fault}`)]
  const isUnsure = !diagnosis.isConfirmed || diagnosis.guilt === 'suspected'
  const isWrong = isUnsure ? 'unsure' : 'wrong'
  return {
    is: mistakes.length === 0 ? 'right' : isWrong,
    blamesDecoy: decoys.length > 0,
    mistakes,
  }
}

const wrongWith = (mistake: string): Judgement => ({
  is: 'wrong',
  blamesDecoy: false,
  mistakes: [mistake],
})

function mistakesIn(diagnosis: Diagnosis, { truth }: Outage): string[] {
  const { place, mechanism, faults, guilt } = diagnosis
  const isBlamed = faults.some(isOneOf(truth.guilty))
  const isFree = guilt === 'innocent' || guilt === 'none'
  return [
    ...(truth.places.includes(place) ? [] : [`place ${place}`]),
    ...(truth.mechanisms.includes(mechanism) ? [] : [`mechanism ${mechanism}`]),
    ...(truth.guilty.length === 0 || isBlamed ? [] : ['blames none of what is guilty']),
    ...(truth.guilty.length === 0 && !isFree ? [`guilt ${guilt}`] : []),
  ]
}

const isOneOf = (faults: readonly Fault[]) => {
  const known = new Set(faults.map(String))
  return (fault: Fault): boolean => known.has(`${fault}`)
}
