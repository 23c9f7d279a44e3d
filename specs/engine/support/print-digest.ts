/** Run by itself: prints the digest of the shop. */
import { parts, play } from './shop.ts'

process.stdout.write(play(parts).digest)
