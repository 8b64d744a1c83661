import { followContrast } from "../shared/theme";
import "../shared/thread.css";
import "../shared/files.css";
import "../shared/call.css";
import "./index.css";
import "./call-page";

followContrast();
