/** F8: as explore.test.ts, for what only two faults show, or three, or two in the right order. */
import { itFinds } from './support/finds.ts'
import { ofSeveralFaults } from './weaknesses/index.ts'

itFinds(ofSeveralFaults)
