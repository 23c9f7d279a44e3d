/** An exploration whose goal ends the process when it sees a run without a single failure. */
import { exploration } from 'gameday/explore'
import kiosk from './kiosk.ts'

export default exploration(kiosk.system, {
  for: '10s',
  seed: 'kiosk',
  holds: run => {
    if (run.availability() === 1) process.exit(1)
  },
})
