/** Lengths of time in a declaration. */
import { someTimeAs } from '../kernel/some-time.ts'

/** A length of time that is more than none. */
export const someTime = someTimeAs('250ms')
