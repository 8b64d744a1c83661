import { keepPreference, preference } from "./preferences";

/** What the officer can hear: two rising tones for "new", two falling ones for "lost". */
export type Sound = "new" | "lost";

const TONES: Record<Sound, readonly number[]> = { new: [587, 784], lost: [440, 294] };
const TONE_S = 0.14;
const LOUDNESS = 0.12;

/** Play the console's own sounds; off until the officer switches them on. */
export class Sounds {
  on = preference("sounds") === "on";
  private context: AudioContext | null = null;

  /** Switch the sounds on or off; switching on plays the one for "new", as a sample. */
  switch(on: boolean): void {
    this.on = on;
    keepPreference("sounds", on ? "on" : "off");
    if (on) this.play("new");
  }

  /** Play a sound if they are on; a browser that waits for a first press stays silent. */
  play(sound: Sound): void {
    if (!this.on) return;
    this.context ??= new AudioContext();
    void this.context.resume();
    const start = this.context.currentTime + 0.02;
    for (const [index, hertz] of TONES[sound].entries()) this.tone(this.context, hertz, start + index * TONE_S);
  }

  private tone(context: AudioContext, hertz: number, at: number): void {
    const oscillator = new OscillatorNode(context, { frequency: hertz, type: "sine" });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + TONE_S);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + TONE_S);
  }
}
