/** A file that cannot be imported: it throws. */
import { exploration } from 'gameday/explore'
import kiosk from './kiosk.ts'

export default exploration(kiosk.system, {
  for: 'a minute' as '1m',
  holds: run => run.requests().issued > 0,
})
