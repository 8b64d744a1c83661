/** Listen whether a microphone gives sound. */

const TALKING = 0.02;
const LOOK_MS = 150;

/** Give the loudness of samples between -1 and 1, from 0 (silent) to 1. */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  return Math.min(1, Math.sqrt(sum / samples.length));
}

/** Call `onHeard` once when the stream carries sound; returns the way to stop listening. */
export function listenForSound(stream: MediaStream, onHeard: () => void): () => void {
  if (stream.getAudioTracks().length === 0) return () => undefined;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const stop = (): void => {
    clearInterval(timer);
    if (context.state !== "closed") void context.close();
  };
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    if (loudness(samples) < TALKING) return;
    stop();
    onHeard();
  }, LOOK_MS);
  return stop;
}

/** Play two short tones: the officer is there. */
export function chime(): void {
  const context = new AudioContext();
  [660, 880].forEach((pitch, index) => playTone(context, pitch, context.currentTime + index * 0.22));
  setTimeout(() => void context.close(), 1_500);
}

function playTone(context: AudioContext, pitchHz: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitchHz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.45);
}
