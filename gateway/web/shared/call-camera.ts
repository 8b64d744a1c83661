/** The own camera in a call: off means that it is let go and its light goes out, on that it is asked for again. */
export class OwnCamera {
  /** There is a camera, on or off. */
  there = true;
  /** It did not come on again. */
  failed = false;
  private turn = 0;

  constructor(private readonly open: () => Promise<MediaStreamTrack | null>) {}

  /** Look whether a stream brings a camera. */
  meet(stream: MediaStream | null): void {
    this.there = cameraTracks(stream).length > 0;
    this.failed = false;
  }

  /** Switch the camera of a stream; false when nothing changed, or when it is no longer wanted (`still`). */
  async put(stream: MediaStream, on: boolean, still: () => boolean): Promise<boolean> {
    const mine = ++this.turn;
    if (!this.there || on === cameraTracks(stream).length > 0) return false;
    return on ? this.takeInto(stream, () => mine === this.turn && still()) : letGo(stream);
  }

  private async takeInto(stream: MediaStream, still: () => boolean): Promise<boolean> {
    const track = await this.open();
    if (!still()) {
      track?.stop();
      return false;
    }
    this.failed = track === null;
    if (track) stream.addTrack(track);
    return true;
  }
}

function letGo(stream: MediaStream): true {
  for (const track of cameraTracks(stream)) {
    track.stop();
    stream.removeTrack(track);
  }
  return true;
}

function cameraTracks(stream: MediaStream | null): MediaStreamTrack[] {
  return stream?.getTracks().filter((track) => track.kind === "video") ?? [];
}
