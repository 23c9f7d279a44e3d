/** What to keep in mind of a run, in lines that fit. */
import type { Run } from '../record/run.ts'
import { folded } from './columns.ts'

/** Warnings are sentences, and some are long. */
const WIDTH = 90

/** The warnings of a run, a long one in several lines. */
export const warningLines = ({ warnings }: Pick<Run, 'warnings'>): string[] =>
  warnings.flatMap(warning => folded(warning, WIDTH))
