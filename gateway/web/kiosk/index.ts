import { followContrast } from "../shared/theme";
import "../shared/thread.css";
import "../shared/call.css";
import "./kiosk.css";
import "./device.css";
import "./kiosk-device";

followContrast();
