/* <frame-player interval="800">: plays the pictures inside it, with a pause button and a step
   control. It starts by itself when it comes into view, unless the reader asked for less motion. */
"use strict";

class FramePlayer extends HTMLElement {
  connectedCallback() {
    if (this.frames) return;
    this.frames = [...this.querySelectorAll("img")];
    this.interval = Number(this.getAttribute("interval"));
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    this.wanted = !still.matches;
    this.append(this.makeControls());
    this.show(this.frames.length - 1);
    still.addEventListener("change", () => this.want(!still.matches));
    new IntersectionObserver(([entry]) => this.visible(entry.isIntersecting)).observe(this);
  }

  makeControls() {
    const controls = document.createElement("div");
    this.button = this.makeButton("Play", () => this.want(!this.wanted));
    this.slider = Object.assign(document.createElement("input"), {
      type: "range", min: 1, max: this.frames.length,
    });
    this.slider.setAttribute("aria-label", "Step");
    this.slider.addEventListener("input", () => this.step(this.slider.value - 1));
    this.count = document.createElement("span");
    controls.append(
      this.button,
      this.makeButton("‹", () => this.step(this.at - 1), "Step back"),
      this.slider,
      this.makeButton("›", () => this.step(this.at + 1), "Step forward"),
      this.count,
    );
    this.label();
    return controls;
  }

  makeButton(text, action, label) {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.textContent = text;
    if (label) button.setAttribute("aria-label", label);
    button.addEventListener("click", action);
    return button;
  }

  label() {
    this.button.textContent = this.wanted ? "Pause" : "Play";
  }

  show(frame) {
    this.at = (frame + this.frames.length) % this.frames.length;
    this.frames.forEach((image, index) => image.classList.toggle("shown", index === this.at));
    this.slider.value = this.at + 1;
    this.count.textContent = `${this.at + 1} / ${this.frames.length}`;
  }

  /* What a reader does by hand stops the film. */
  step(frame) {
    this.want(false);
    this.show(Number(frame));
  }

  want(playing) {
    this.wanted = playing;
    this.label();
    this.schedule();
  }

  visible(inView) {
    this.inView = inView;
    if (inView) this.frames.forEach((image) => { image.loading = "eager"; });
    this.schedule();
  }

  schedule() {
    clearTimeout(this.timer);
    if (!this.wanted || !this.inView) return;
    const last = this.at === this.frames.length - 1;
    this.timer = setTimeout(() => {
      if (this.frames[(this.at + 1) % this.frames.length].complete) this.show(this.at + 1);
      this.schedule();
    }, last ? 2.5 * this.interval : this.interval);
  }
}

customElements.define("frame-player", FramePlayer);
