/**
 * The kiosk again; but where MORTAL_FROM is set, the process that plays a trial with that number or
 * a higher one is killed in the middle of it.
 */
import { exploration } from 'gameday/explore'
import kiosk from './kiosk.ts'

const mortalFrom = Number(process.env['MORTAL_FROM'] ?? Infinity)

export default exploration(kiosk.system, {
  for: '10s',
  most: 2,
  seed: 'kiosk',
  holds: run => {
    if (Number(run.seed.split('/')[1]) >= mortalFrom) process.kill(process.pid, 'SIGKILL')
    return (run.availability() ?? 0) > 0.8
  },
})
