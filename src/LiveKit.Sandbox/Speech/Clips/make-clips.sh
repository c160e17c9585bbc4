#!/bin/sh
# Makes the clips of index.json anew. Needs espeak-ng, ffmpeg and opusenc (opus-tools); the sandbox itself needs none of them.
# Mono, 48 kHz, 20 ms frames, about 24 kbit/s. The four scripted lines stay within 4.6 s together, hence the pace.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

clip() { # file voice pitch words-a-minute text
  espeak-ng -v "$2" -p "$3" -s "$4" -z -w "$work/raw.wav" "$5"
  trim='silenceremove=start_periods=1:start_threshold=-50dB'
  ffmpeg -v error -y -i "$work/raw.wav" -ar 48000 -ac 1 -af "$trim,areverse,$trim,areverse,adelay=10" "$work/clip.wav"
  opusenc --quiet --speech --bitrate 24 --framesize 20 --discard-comments --discard-pictures "$work/clip.wav" "$1" 2>/dev/null
}

founder='en-gb 60 295'
agent='en-us+m3 35 288'
clip founder-1.opus $founder 'I have three customers, and one is leaving.'
clip agent-1.opus   $agent   'Call her today, and ask why.'
clip founder-2.opus $founder 'I will call her today.'
clip agent-2.opus   $agent   'Good. Decision made: you call her first.'
clip generic.opus   en-gb 50 180 'These words stand for any line that nobody recorded beforehand.'
