/** Entries of streams, as they are answered. */
import type { Reply } from '../protocol/reply.ts'
import { idText } from '../values/stream-id.ts'
import type { StreamEntry } from '../values/stream.ts'

/** One entry: its id, and its fields and values. */
export const entryReply = ({ id, fields }: StreamEntry): Reply => [idText(id), fields]

/** Several entries. */
export const entriesReply = (entries: readonly StreamEntry[]): readonly Reply[] =>
  entries.map(entryReply)
