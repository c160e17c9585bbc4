// Reads files of subtitles from standard input, [{ format, content }], and says what parsers make of them:
// [{ errors, cues: [{ start, end, speaker, text }] }], with times in milliseconds. WebVTT by the W3C's own parser, SubRip by one
// parser that takes what it gets and one that does not.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import SrtParser from 'srt-parser-2'
import { validator } from 'srt-validator'
import webvtt from 'webvtt-parser'

const entities = createRequire(import.meta.url)('webvtt-parser/html-entities.json')
const milliseconds = (seconds) => Math.round(seconds * 1000)

function vtt(content) {
  const { cues, errors } = new webvtt.WebVTTParser(entities).parse(content)
  return {
    errors: errors.map((e) => `${e.line}: ${e.message}`),
    cues: cues.map((cue) => {
      const [voice, ...others] = cue.tree.children
      if (others.length > 0 || voice.name !== 'v' || voice.children.some((c) => c.type !== 'text')) throw new Error(cue.text)
      return {
        start: milliseconds(cue.startTime),
        end: milliseconds(cue.endTime),
        speaker: voice.value,
        text: voice.children.map((c) => c.value).join(''),
      }
    }),
  }
}

function srt(content) {
  return {
    errors: content === '' ? [] : validator(content).map((e) => `${e.lineNumber}: ${e.message}`),
    cues: new SrtParser().fromSrt(content).map((cue, i) => {
      if (cue.id !== `${i + 1}`) throw new Error(`${cue.id} stands where ${i + 1} should`)
      const [, speaker, text] = cue.text.match(/^(\w+): (.*)$/)
      return { start: milliseconds(cue.startSeconds), end: milliseconds(cue.endSeconds), speaker, text }
    }),
  }
}

const files = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(files.map(({ format, content }) => (format === 'vtt' ? vtt(content) : srt(content)))))
