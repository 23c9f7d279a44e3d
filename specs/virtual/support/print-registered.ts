/** Run by itself: prints what code does that took its globals where they had been registered. */
import '../../../src/code/register.ts'
import { Town } from './town.ts'
import { captured } from './captures.ts'

const town = new Town()
town.host('a').does(() => captured(what => town.note(what)))
await town.play()
process.stdout.write(JSON.stringify(town.diary))
