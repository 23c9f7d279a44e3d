/**
 * Run by itself: prints a digest of what each library does in its system, in this process. With
 * `immediate` Node.js is left without what drains its queues in place: another way is taken.
 */
import { createHash } from 'node:crypto'
import { cards } from '../systems/msw.ts'
import * as systems from './systems.ts'
import { told } from './story.ts'

if (process.argv[2] === 'immediate') Reflect.deleteProperty(process, '_tickCallback')
const digests: Record<string, string> = {}
for (const [name, story] of Object.entries(systems)) {
  if (name === 'msw') cards.listen()
  digests[name] = createHash('sha256')
    .update((await told(story)).trace)
    .digest('hex')
  cards.close()
}
const canDrainInPlace = '_tickCallback' in process
process.stdout.write(JSON.stringify({ digests, canDrainInPlace }))
process.exit()
