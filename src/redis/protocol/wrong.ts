/** Where the first value of an answer ends, so that whoever carries it can have it be wrong. */

/** The place of the last byte of the first value among replies; -1 where there is none. */
export function endOfFirstValue(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(CR, at)
    if (end < 0) return -1
    if (bytes[at] === INTEGER) return end - 1
    if (bytes[at] === BULK) {
      const length = Number(new TextDecoder().decode(bytes.subarray(at + 1, end)))
      if (length > 0) return end + 2 + length - 1
    }
    at = end + 2
  }
  return -1
}

const [CR, INTEGER, BULK] = ['\r', ':', '$'].map(sign => sign.charCodeAt(0))
