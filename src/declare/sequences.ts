/** Every sequence of steps of a part: what it does with requests, and what it does besides. */
import { type PartData, sequencesOf, type StepData } from './data.ts'

/** What a part does besides handling requests: in the course of what, and the steps. */
export function sequencesBeside(part: PartData): [name: string, steps: readonly StepData[]][] {
  if (part.kind === 'clients') return []
  const { lifecycle, balancing } = part
  return [
    ['start', lifecycle?.steps ?? []],
    ['health', balancing?.health?.check ?? []],
  ]
}

/** All that a part does, in one list of sequences. */
export const everySequenceOf = (part: PartData): (readonly StepData[])[] =>
  [...sequencesOf(part), ...sequencesBeside(part)].map(([, steps]) => steps)
